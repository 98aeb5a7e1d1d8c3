@NullMarked
package dev.tule.aws.frontdoor;

import org.jspecify.annotations.NullMarked;
