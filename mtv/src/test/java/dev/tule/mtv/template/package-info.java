@NullMarked
package dev.tule.mtv.template;

import org.jspecify.annotations.NullMarked;
