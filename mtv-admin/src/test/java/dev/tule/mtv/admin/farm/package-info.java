/** The application that the admin's tests look after: sensors on a farm. */
@NullMarked
package dev.tule.mtv.admin.farm;

import org.jspecify.annotations.NullMarked;
