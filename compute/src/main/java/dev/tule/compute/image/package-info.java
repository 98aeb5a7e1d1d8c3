/**
 * What machines boot: images made on this host from Debian's packages, without a privilege and
 * without mounting anything. {@link dev.tule.compute.image.ImageBuilder} is the entry. Starts no
 * threads of its own.
 */
@NullMarked
package dev.tule.compute.image;

import org.jspecify.annotations.NullMarked;
