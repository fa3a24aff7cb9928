/** An application that shows the report until it is closed. In strict mode React mounts everything twice. */
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Supervision } from './supervision.js';

function Application() {
  const [open, setOpen] = useState(true);
  return (
    <main>
      {open && <Supervision />}
      <button type="button" onClick={() => setOpen(false)}>
        Close the report
      </button>
    </main>
  );
}

createRoot(document.querySelector('#app')!).render(
  <StrictMode>
    <Application />
  </StrictMode>,
);
