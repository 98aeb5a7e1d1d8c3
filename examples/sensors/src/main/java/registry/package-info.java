@NullMarked
package registry;

import org.jspecify.annotations.NullMarked;
