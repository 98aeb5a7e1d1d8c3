@NullMarked
package dev.tule.aws.stored;

import org.jspecify.annotations.NullMarked;
