/** Listeners of version 2, their rules, and what rules look at in a request. */
@NullMarked
package dev.tule.elb.listener;

import org.jspecify.annotations.NullMarked;
