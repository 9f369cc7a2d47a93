package io.recoflow.emr.platform;

import java.util.List;
import java.util.regex.Pattern;

/** What a log tells of classes that are missing or do not fit each other. */
final class LinkageProblems {

    private static final Pattern TOLD = Pattern.compile("\\b(?:NoSuchMethod(?:Error|Exception)"
            + "|NoSuchField(?:Error|Exception)|NoClassDefFoundError|ClassNotFoundException|LinkageError"
            + "|UnsatisfiedLinkError|BootstrapMethodError|IncompatibleClassChangeError|AbstractMethodError"
            + "|IllegalAccessError|InstantiationError|VerifyError|ClassFormatError|UnsupportedClassVersionError"
            + "|ExceptionInInitializerError|ClassCastException|ServiceConfigurationError)\\b");

    private LinkageProblems() {}

    /** The lines that name an error of that kind. */
    static List<String> in(String log) {
        return log.lines().filter(line -> TOLD.matcher(line).find()).toList();
    }
}
