import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const linuxWebServiceShell: BuiltInRule = {
  id: 'linux/web-service-shell',
  title: 'A network service started a shell',
  description:
    'A web server, an application server or a database started a shell that talks to the network or looks around. An exploited service does this.',
  severity: 'High',
  category: 'InitialAccess',
  techniques: ['T1190', 'T1505.003', 'T1059.004'],
  recommendedActions: 'Isolate the server and look at the requests of that minute.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where InitiatingProcessFileName in~ ("java", "nginx", "httpd", "apache2", "php-fpm", "php-cgi", "tomcat", "postgres", "mysqld", "redis-server", "gunicorn", "uwsgi") or InitiatingProcessFileName startswith "php-fpm"
    | where FileName in ("sh", "bash", "dash", "zsh", "nc", "ncat", "curl", "wget", "perl")
    | where ProcessCommandLine has_any ("curl", "wget", "nc", "ncat", "whoami", "uname", "/etc/passwd", "/etc/shadow", "/dev/tcp", "base64", "chmod", "/tmp/", "/dev/shm/", "crontab")
  `,
};
