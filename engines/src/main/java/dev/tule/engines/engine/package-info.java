/**
 * What every engine has to be able to do so that its servers can be run: the seam between {@link
 * dev.tule.engines.local}, which knows processes and directories, and {@link
 * dev.tule.engines.postgresql} and {@link dev.tule.engines.mysql}, which know their engine. And
 * what servers of every kind have beside them: their properties, backups and events.
 */
@NullMarked
package dev.tule.engines.engine;

import org.jspecify.annotations.NullMarked;
