/**
 * Spot instances, which here are on-demand instances by another name: nobody interrupts them, and
 * nobody pays. A request is told from its instance; what only a request knows (its price and what
 * it was cancelled by) has a row. EC2 User Guide, "Spot Instances".
 */
@NullMarked
package dev.tule.ec2.spot;

import org.jspecify.annotations.NullMarked;
