@NullMarked
package dev.tule.elb.plane;

import org.jspecify.annotations.NullMarked;
