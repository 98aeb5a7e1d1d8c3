@NullMarked
package dev.tule.mtv.upload;

import org.jspecify.annotations.NullMarked;
