// The link is used up by sending the form, so that nothing that merely looks at it uses it up.
"use strict";
document.getElementById("open").requestSubmit();
