/** What groups are asked to be: their sizes, zones, machines, tags and processes. */
@NullMarked
package dev.tule.autoscaling.group;

import org.jspecify.annotations.NullMarked;
