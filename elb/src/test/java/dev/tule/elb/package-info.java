@NullMarked
package dev.tule.elb;

import org.jspecify.annotations.NullMarked;
