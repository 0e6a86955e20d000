import { BAND_TABLES, bandFile, canEdit, ENTITIES, formatNumber, tableOf } from '@rockon/domain';
import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { downloadJson, downloadText } from '../../lib/download.ts';
import { ofTable } from '../../records/page-messages.tsx';
import { useBandContent } from '../../records/use-band-records.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { cardClass, Page, PageHeader, Section } from '../../ui/page.tsx';
import { csvOf } from './csv.ts';
import { FilePicker } from './file-picker.tsx';
import { type ImportFile, readImport } from './import-file.ts';
import { ImportPreview } from './import-preview.tsx';
import * as messages from './messages.ts';

const fileName = (text: string) =>
  text
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase() || 'band';

/** Imports and exports the band's data: CSV for spreadsheets, JSON for everything. */
export function TransferPage() {
  const band = useBand();
  const { rows, complete } = useBandContent();
  const [file, setFile] = useState<ImportFile | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const mayEdit = canEdit(band.role);
  const name = band.name ?? 'Band';
  const open = async (chosen: File) => {
    setFailed(null);
    try {
      setFile(await readImport(chosen, band.id));
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Page narrow>
      <PageHeader title={messages.title} />
      {!complete && <Alert tone="info">{messages.incomplete}</Alert>}
      {mayEdit && (
        <Section title={messages.importTitle}>
          {failed !== null && <Alert>{failed}</Alert>}
          {file === null ? (
            <FilePicker disabled={!complete} onFile={(chosen) => void open(chosen)} />
          ) : (
            <ImportPreview key={file.name} file={file} rows={rows} onClose={() => setFile(null)} />
          )}
        </Section>
      )}
      <Section title={messages.exportTitle}>
        <ul id="export" className={`${cardClass} divide-y divide-hairline overflow-clip`}>
          <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-0 flex-1">
              <p className="font-medium">{messages.wholeBand}</p>
              <p className="text-13 text-muted">{messages.wholeBandDetail}</p>
            </div>
            <Button
              disabled={!complete}
              aria-label={messages.exportBand}
              onClick={() => downloadJson(`${fileName(name)}.json`, bandFile(name, rows, new Date().toISOString()))}
            >
              <FileDown className="size-4" aria-hidden="true" />
              JSON
            </Button>
          </li>
          {BAND_TABLES.map((table) => (
            <li key={table} className="flex items-center gap-4 px-4 py-3">
              <p className="min-w-0 flex-1">
                <span className="font-medium capitalize">{ENTITIES[table].nouns}</span>{' '}
                <span className="text-13 text-muted">{formatNumber(rows[table].length)}</span>
              </p>
              <Button
                disabled={!complete || rows[table].length === 0}
                aria-label={ofTable[table].exportAsCsv}
                onClick={() =>
                  downloadText(
                    `${fileName(name)}-${table}.csv`,
                    'text/csv;charset=utf-8',
                    csvOf(tableOf(ENTITIES[table], rows[table])),
                  )
                }
              >
                <FileDown className="size-4" aria-hidden="true" />
                CSV
              </Button>
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  );
}
