// A page that renews itself stops when the session has ended: the sign-in page comes instead.
document.addEventListener('htmx:beforeSwap', function (event) {
  if (event.detail.xhr.responseURL && new URL(event.detail.xhr.responseURL).pathname === '/login') {
    event.detail.shouldSwap = false;
    window.location.reload();
  }
});
