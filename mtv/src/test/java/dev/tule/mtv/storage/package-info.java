@NullMarked
package dev.tule.mtv.storage;

import org.jspecify.annotations.NullMarked;
