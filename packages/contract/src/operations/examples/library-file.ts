/** After the sample of the vendor's pages (reference: defender-endpoint-core, section 10.5). */
export const libraryFileExample = {
  fileName: 'collect-logs.sh',
  sha256: '1c1d2d7f1b1c4f0a9b0f2b9f5c6a4a1f6f3f8b8e0c5f7d9e2a1b3c4d5e6f7081',
  description: 'Collects the logs of a web server',
  creationTime: '2018-07-24T10:54:21.5870914Z',
  lastUpdatedTime: '2018-07-24T10:54:21.5870914Z',
  createdBy: 'Analyst@TestPrd.onmicrosoft.com',
  hasParameters: true,
  parametersDescription: 'the folder of the logs',
};
