@NullMarked
package farm;

import org.jspecify.annotations.NullMarked;
