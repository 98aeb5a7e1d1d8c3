/** A shop's models after a change. */
package dev.tule.mtv.models.migrations.after;
