@NullMarked
package dev.tule.aws.protocol;

import org.jspecify.annotations.NullMarked;
