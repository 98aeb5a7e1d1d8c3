@NullMarked
package dev.tule.http;

import org.jspecify.annotations.NullMarked;
