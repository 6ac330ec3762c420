const visits = Number((document.cookie.match(/visits=(\d+)/) ?? [0, 0])[1]) + 1;
document.cookie = `visits=${visits}`;
document.querySelector("main").append(`visit ${visits}`);
