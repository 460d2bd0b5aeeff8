/* Runs in the browser: puts Apollo Sandbox over the page, or says why it is not there. */
const settings = JSON.parse(document.getElementById('settings').textContent);
const endpoint = `${location.origin}/graphql`;
const patienceMilliseconds = 6000;

for (const element of document.querySelectorAll('.endpoint')) element.textContent = endpoint;
for (const element of document.querySelectorAll('.web-socket')) element.textContent = endpoint.replace('http', 'ws');

for (const button of document.querySelectorAll('button.copy')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.parentElement.querySelector('code').textContent);
    button.textContent = 'copied';
    setTimeout(() => {
      button.textContent = 'copy';
    }, 1500);
  });
}

function sayOffline() {
  document.body.classList.add('offline');
}

const script = document.createElement('script');
const patience = setTimeout(sayOffline, patienceMilliseconds);
script.src = settings.sandboxScript;
script.onerror = () => {
  clearTimeout(patience);
  sayOffline();
};
script.onload = () => {
  clearTimeout(patience);
  document.body.classList.add('online');
  new window.EmbeddedSandbox({
    target: '#sandbox',
    initialEndpoint: endpoint,
    initialSubscriptionEndpoint: endpoint.replace('http', 'ws'),
    initialState: { ...settings.initialState, includeCookies: false, pollForSchemaUpdates: false },
    endpointIsEditable: false,
    runTelemetry: false,
  });
};
document.head.append(script);
