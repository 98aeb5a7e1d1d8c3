/** What the rooms share: their place in the store, rows, faults, pages. */
@NullMarked
package dev.tule.elb.resource;

import org.jspecify.annotations.NullMarked;
