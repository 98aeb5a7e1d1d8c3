@NullMarked
package dev.tule.aws.routing;

import org.jspecify.annotations.NullMarked;
