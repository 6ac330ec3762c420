document.querySelector("main").append("scripts run");
