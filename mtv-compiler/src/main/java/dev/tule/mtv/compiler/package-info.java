/**
 * Makes public fields of models true: reading one loads what isn't loaded yet, writing one
 * remembers that it changed. Ebean enhances the model classes themselves; {@link
 * dev.tule.mtv.compiler.FieldAccess} turns what other classes read and write of them into calls of
 * the accessors that Ebean made.
 *
 * <p>It works as a part of compiling ({@link dev.tule.mtv.compiler.ModelProcessor}, found on the
 * processor path by every build tool that uses javac) or, for compilers that aren't javac, when
 * classes are loaded ({@link dev.tule.mtv.compiler.ModelAgent}). Confined to the compiler's thread;
 * the agent locks.
 */
@NullMarked
package dev.tule.mtv.compiler;

import org.jspecify.annotations.NullMarked;
