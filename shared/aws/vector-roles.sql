-- Who works in the vector database beside its master user: the loader, which makes tables and views, and the shop, which
-- reads them. To be run by the master user with psql, once and whenever a password changes:
--   psql --set loader_password=… --set shop_password=… --file vector-roles.sql
CREATE EXTENSION IF NOT EXISTS vector;

SELECT 'CREATE ROLE ' || name || ' LOGIN'
FROM (VALUES ('recoflow_loader'), ('recoflow_shop')) AS wanted (name)
WHERE name NOT IN (SELECT rolname FROM pg_roles)
\gexec

ALTER ROLE recoflow_loader PASSWORD :'loader_password';
ALTER ROLE recoflow_shop PASSWORD :'shop_password';

-- What follows is for members of the role to say.
GRANT recoflow_loader TO CURRENT_USER;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO recoflow_loader;
GRANT USAGE ON SCHEMA public TO recoflow_shop;

-- Whatever the loader makes from now on may be read by the shop; what it has made already, too.
ALTER DEFAULT PRIVILEGES FOR ROLE recoflow_loader IN SCHEMA public GRANT SELECT ON TABLES TO recoflow_shop;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO recoflow_shop;
