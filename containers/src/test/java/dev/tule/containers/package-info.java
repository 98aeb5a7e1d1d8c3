@NullMarked
package dev.tule.containers;

import org.jspecify.annotations.NullMarked;
