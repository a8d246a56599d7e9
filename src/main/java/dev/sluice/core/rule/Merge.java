package dev.sluice.core.rule;

/**
 * What was asked, laid over what there is: the given fields take the place of the present ones. Pure; it may run more than
 * once.
 */
@FunctionalInterface
public interface Merge<T> {

    /** The merged value; a field that cannot be read keeps its present value and is told to the problems. */
    T over(T present, Problems problems);
}
