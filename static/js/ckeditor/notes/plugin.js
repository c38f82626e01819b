// A footnote is written where it belongs: the words that are chosen, or those typed next, become one, and turn back
// into text with the same button (articles/text/notes.py).
"use strict";
CKEDITOR.plugins.add("newsnotes", {
  init(editor) {
    const style = new CKEDITOR.style({ element: "sup", attributes: { "data-note": "1" } });
    editor.attachStyleStateChange(style, (state) => !editor.readOnly && editor.getCommand("newsnote").setState(state));
    editor.addCommand("newsnote", new CKEDITOR.styleCommand(style));
    editor.ui.addButton("NewsNote", {
      label: gettext("حاشية"),
      command: "newsnote",
      toolbar: "basicstyles",
      icon: `${this.path}note.svg`,
    });
  },
});
