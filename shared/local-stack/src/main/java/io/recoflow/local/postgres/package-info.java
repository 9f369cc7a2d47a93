/** PostgreSQL with pgvector on this machine: the installed server, or one from npm. */
@NullMarked
package io.recoflow.local.postgres;

import org.jspecify.annotations.NullMarked;
