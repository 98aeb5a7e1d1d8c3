/**
 * Files that are disks, by {@code qemu-img}: made, grown, flattened, looked at; encrypted by LUKS
 * within qcow2. Keys go to {@code qemu-img} by its standard input. Starts no threads.
 */
@NullMarked
package dev.tule.compute.disk;

import org.jspecify.annotations.NullMarked;
