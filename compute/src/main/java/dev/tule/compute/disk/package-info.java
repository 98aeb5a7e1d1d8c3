/**
 * Files that are disks, by {@code qemu-img}: made, grown, flattened, looked at. Starts no threads.
 */
@NullMarked
package dev.tule.compute.disk;

import org.jspecify.annotations.NullMarked;
