/**
 * EBS: volumes, their files and snapshots. A volume is a qcow2 file; one that was made from a
 * snapshot lies over the snapshot's file, which stays as long as such a volume is there. A snapshot
 * is a file that stands alone and holds what is in use, not only what changed.
 *
 * <p>Files come before the rows that tell of them and go after them; what is left of a crash is
 * removed when EC2 is opened.
 *
 * <p>Threads: everything is safe for use by many threads.
 *
 * <p>Specification: EC2 API Reference, the actions on volumes and snapshots; EBS User Guide.
 */
@NullMarked
package dev.tule.ec2.volume;

import org.jspecify.annotations.NullMarked;
