console.error("written by the page");
throw new Error("thrown by the page");
