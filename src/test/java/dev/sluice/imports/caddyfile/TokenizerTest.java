package dev.sluice.imports.caddyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.imports.UnreadableException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How Caddyfiles are cut into words. */
class TokenizerTest {

    @Test
    void whiteSpacePartsWords() {
        assertThat(words("a  b\tc\r\nd")).containsExactly("a", "b", "c", "d");
    }

    @Test
    void quotesHoldWordsTogetherAndOnlyQuotesAreEscapedInThem() {
        assertThat(words("\"a b\" \"say \\\"hi\\\"\" \"C:\\path\" \"\""))
                .containsExactly("a b", "say \"hi\"", "C:\\path", "");
    }

    @Test
    void backticksHoldEverything() {
        assertThat(words("`a \"b\" \\` c")).containsExactly("a \"b\" \\", "c");
    }

    @Test
    void aQuoteWithinAWordIsText() {
        assertThat(words("it's a\"b")).containsExactly("it's", "a\"b");
    }

    @Test
    void commentsBeginWithAWord() {
        assertThat(words("a # b\n#c\nd#e f")).containsExactly("a", "d#e", "f");
    }

    @Test
    void aBackslashJoinsLines() {
        List<Token> tokens = Tokenizer.tokens("a \\\n b\nc", "f", 0);
        assertThat(tokens).extracting(Token::text).containsExactly("a", "b", "c");
        assertThat(tokens).extracting(Token::startsLine).containsExactly(true, false, true);
        assertThat(tokens).extracting(Token::line).containsExactly(1, 2, 3);
    }

    @Test
    void otherBackslashesAreText() {
        assertThat(words("\\.php$ a\\b")).containsExactly("\\.php$", "a\\b");
    }

    @Test
    void aHeredocIsOneWordWithoutItsIndent() {
        List<Token> tokens = Tokenizer.tokens("respond <<HTML\n\t<p>\n\n\t  x</p>\n\tHTML 200\nnext", "f", 0);
        assertThat(tokens).extracting(Token::text).containsExactly("respond", "<p>\n\n  x</p>", "200", "next");
        assertThat(tokens).extracting(Token::line).containsExactly(1, 1, 5, 6);
        assertThat(tokens).extracting(Token::startsLine).containsExactly(true, false, false, true);
    }

    @Test
    void anEmptyHeredocIsAnEmptyWord() {
        assertThat(words("a <<X\nX\nb")).containsExactly("a", "", "b");
    }

    @Test
    void aHeredocCanBeEscaped() {
        assertThat(words("a \\<<X b")).containsExactly("a", "<<X", "b");
    }

    @Test
    void aByteOrderMarkIsNoWord() {
        assertThat(words("\uFEFFa")).containsExactly("a");
    }

    @Test
    void bracesInQuotesAreText() {
        assertThat(Tokenizer.tokens("\"{\" {", "f", 0)).extracting(Token::opens).containsExactly(false, true);
    }

    @Test
    void whatHasNoEndIsToldWithWhereItBegins() {
        assertThatThrownBy(() -> words("a\n\"b\nc"))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("f:2: a quote that has no end; expected \" to close it");
        assertThatThrownBy(() -> words("a `b")).hasMessageContaining("f:1: a backtick");
        assertThatThrownBy(() -> words("a\n\nb <<X\nc")).hasMessageContaining("f:3: a heredoc that has no end");
        assertThatThrownBy(() -> words("a <<X\n  b\n\tX")).hasMessageContaining("less white space");
        assertThatThrownBy(() -> words("a <<\nb")).hasMessageContaining("a heredoc's name");
    }

    private static List<String> words(String text) {
        return Tokenizer.tokens(text, "f", 0).stream().map(Token::text).toList();
    }
}
