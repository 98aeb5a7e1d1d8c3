/**
 * Database servers that come as images of a container engine, which the user has and licenses: SQL
 * Server and Oracle. {@link dev.tule.engines.container.ContainerEngines} is the entry. A container
 * publishes its port on 127.0.0.1, any; a relay of this process stands before it at the server's
 * address and lets its sources in. Its data is a directory of this host.
 *
 * <p>Threads: one virtual thread a server waits for its end.
 *
 * <p>Specification: the images' own pages (<a
 * href="https://learn.microsoft.com/en-us/sql/linux/sql-server-linux-configure-environment-variables">
 * SQL Server's environment variables</a>, <a href="https://container-registry.oracle.com/">Oracle
 * Container Registry</a>, <a
 * href="https://github.com/gvenzl/oci-oracle-free">gvenzl/oracle-free</a>).
 */
@NullMarked
package dev.tule.engines.container;

import org.jspecify.annotations.NullMarked;
