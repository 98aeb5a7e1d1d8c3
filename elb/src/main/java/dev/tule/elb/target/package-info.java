/** Target groups: what they are asked to be, who is registered, and how it is with them. */
@NullMarked
package dev.tule.elb.target;

import org.jspecify.annotations.NullMarked;
