/**
 * What a container engine of this host is asked for, over its Unix socket: Docker's or Podman's.
 * {@link dev.tule.containers.ContainerEngine} knows nothing of what its callers make containers of.
 *
 * <p>Threads: none of its own; calls return when the engine has answered.
 *
 * <p>Specification: <a href="https://docs.docker.com/reference/api/engine/version/v1.41/">Docker
 * Engine API 1.41</a>, as Podman 4.3 answers it too.
 */
@NullMarked
package dev.tule.containers;

import org.jspecify.annotations.NullMarked;
