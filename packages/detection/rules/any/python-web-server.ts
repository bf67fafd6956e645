import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const anyPythonWebServer: BuiltInRule = {
  id: 'any/python-web-server',
  title: 'A web server was started from a script interpreter',
  description:
    'Python, PHP or Ruby was told to serve the current folder over HTTP: files are handed out or collected.',
  severity: 'Low',
  category: 'Execution',
  techniques: ['T1059.006', 'T1105'],
  recommendedActions: 'Find out who started the server and what it handed out.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where (FileName startswith "python" and ProcessCommandLine has_any ("http.server", "SimpleHTTPServer", "uploadserver"))
        or (FileName startswith "php" and ProcessCommandLine matches regex @'\s-S\s+\S+:[0-9]+')
        or (FileName startswith "ruby" and ProcessCommandLine has "httpd")
  `,
};
