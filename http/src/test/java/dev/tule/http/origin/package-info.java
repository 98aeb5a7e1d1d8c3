@NullMarked
package dev.tule.http.origin;

import org.jspecify.annotations.NullMarked;
