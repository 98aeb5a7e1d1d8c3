/**
 * Engines as Maven artifacts: which there are, how they are fetched, checked and unpacked once. The
 * hashes stand in {@link dev.tule.engines.artifact.Catalogue}, so it doesn't matter who serves
 * them.
 */
@NullMarked
package dev.tule.engines.artifact;

import org.jspecify.annotations.NullMarked;
