/** Compiles small applications and looks at what became of them. */
package dev.tule.mtv.compiler;
