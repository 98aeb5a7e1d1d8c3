/** What CloudWatch's rooms share: their place in the store, faults, pages. */
@NullMarked
package dev.tule.cloudwatch.resource;

import org.jspecify.annotations.NullMarked;
