// Pictures of the library and cards of other sites in the editing area. What the area sends is data alone
// (articles/text/figures.py): the picture shown here is the server's, and only shown.
"use strict";
(() => {
  const NUMBER = /^[1-9]\d{0,17}$/;

  // Names of sites by the addresses that become cards (articles/text/embeds.py)
  const siteOf = (editor, address) =>
    (editor.config.newsSites || []).find(([pattern]) => new RegExp(`^(?:${pattern})$`).test(address))?.[1];

  const element = (name, attributes, ...children) => {
    const made = new CKEDITOR.htmlParser.element(name, attributes);
    children.forEach((child) => made.add(child));
    return made;
  };
  const text = (words) => new CKEDITOR.htmlParser.text(CKEDITOR.tools.htmlEncode(words));

  function upcast(editor, figure) {
    const { "data-photo": photo, "data-embed": embed } = figure.attributes;
    if (figure.name !== "figure" || (!NUMBER.test(photo || "") && !embed)) return false;
    const caption = figure.getFirst("figcaption") || element("figcaption", {});
    figure.children.slice().forEach((child) => child.remove());
    if (photo) figure.add(element("img", { src: window.library.thumbnailOf(photo), alt: gettext("صورة من المكتبة"), "data-cke-saved-src": window.library.thumbnailOf(photo) }));
    if (embed) {
      const address = CKEDITOR.tools.htmlDecodeAttr(embed);
      const site = siteOf(editor, address) || gettext("رابط");
      figure.add(element("div", { class: "card-site" }, element("strong", {}, text(site)), element("span", { dir: "ltr" }, text(address))));
    }
    figure.add(caption);
    return true;
  }

  function downcast(figure) {
    const { "data-photo": photo, "data-embed": embed } = figure.attributes;
    const attributes = {};
    if (embed) attributes["data-embed"] = embed;
    if (photo) attributes["data-photo"] = photo;
    const words = figure.getFirst("figcaption")?.getHtml().replace(/<br\s*\/?>/g, " ").replace(/<[^>]*>|&nbsp;|\u200b/g, " ").trim();
    const made = element("figure", attributes);
    if (words) made.add(element("figcaption", {}, new CKEDITOR.htmlParser.text(words)));
    return made;
  }

  const escape = CKEDITOR.tools.htmlEncodeAttr;
  const ofPhoto = ({ id }) => `<figure data-photo="${id}"></figure>`;
  const ofAddress = (address) => `<figure data-embed="${escape(address)}"></figure>`;

  function insert(editor, html) {
    editor.focus();
    editor.insertHtml(html, "html");
    editor.fire("change");
  }

  async function choose(editor, files) {
    const photos = await window.library.choose({ many: true, files });
    if (photos.length) insert(editor, photos.map(ofPhoto).join(""));
  }

  CKEDITOR.plugins.add("newsfigures", {
    requires: "clipboard,widget",
    init(editor) {
      if (!window.library?.choose) return; // a form that is only read
      editor.widgets.add("newsfigure", {
        draggable: true,
        editables: { caption: { selector: "figcaption", allowedContent: "br" } },
        upcast: (figure) => upcast(editor, figure),
        downcast,
        // Another picture in its place, or (of a card) one over it
        async edit(event) {
          event.cancel();
          const [photo] = await window.library.choose();
          if (!photo) return;
          editor.fire("saveSnapshot");
          this.element.setAttribute("data-photo", String(photo.id));
          let image = this.element.findOne("img");
          if (!image) {
            image = editor.document.createElement("img");
            this.element.append(image, true);
          }
          image.setAttributes({ src: window.library.thumbnailOf(photo.id), alt: gettext("صورة من المكتبة") });
          editor.fire("saveSnapshot");
          editor.fire("change");
        },
      });
      editor.addCommand("newsphotos", { exec: () => void choose(editor, []) });
      editor.ui.addButton("NewsPhotos", {
        label: gettext("صور من المكتبة"),
        command: "newsphotos",
        toolbar: "insert",
        icon: `${this.path}photos.svg`,
      });
      // The clipboard would put a dropped picture into the text itself, where no picture may be.
      editor.config.clipboard_handleImages = false;
      CKEDITOR.plugins.clipboard.addFileMatcher(editor, ({ type }) => type.startsWith("image/"));
      const words = editor.lang.clipboard; // the editing area has these in English alone
      words.fileFormatNotSupportedNotification = gettext("هذا الملف ليس صورة، فلا يدخل النص.");
      words.fileWithoutFormatNotSupportedNotification = words.fileFormatNotSupportedNotification;
      // Before the text is filtered and cleaned (static/js/form/paste.js)
      editor.on(
        "paste",
        (event) => {
          const transfer = event.data.dataTransfer;
          const files = Array.from({ length: transfer.getFilesCount() }, (_, n) => transfer.getFile(n)).filter((file) => file.type.startsWith("image/"));
          // Word sends a picture of the text along with the text.
          if (files.length && !transfer.getData("text/plain").trim()) {
            event.cancel();
            choose(editor, files);
            return;
          }
          const address = transfer.getData("text/plain").trim();
          if (address && siteOf(editor, address)) {
            event.data.type = "html";
            event.data.dataValue = ofAddress(address);
          }
        },
        null,
        null,
        1,
      );
    },
  });
})();
