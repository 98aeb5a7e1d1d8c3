@NullMarked
package dev.tule.aws.shape;

import org.jspecify.annotations.NullMarked;
