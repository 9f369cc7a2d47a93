/** A real MariaDB for tests and demos, without Docker and without an installation. */
@NullMarked
package io.recoflow.local.database;

import org.jspecify.annotations.NullMarked;
