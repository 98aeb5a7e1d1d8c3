/**
 * Disks from outside: objects in this cloud's S3 that become snapshots (ImportSnapshot) or images
 * (ImportImage, and RegisterImage with an ImageLocation).
 *
 * <p>The snapshot is there, pending, when the call answers; its bytes are fetched and converted on
 * a virtual thread behind it. A task is no state of its own: it is told from its snapshot. An
 * import that a restart cut short has failed. VM Import/Export User Guide.
 */
@NullMarked
package dev.tule.ec2.importing;

import org.jspecify.annotations.NullMarked;
