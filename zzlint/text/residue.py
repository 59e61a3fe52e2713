"""What recognition models write that no page shows: tokens, tags, fences, words of their own.

The vocabulary of the rule that finds it. Which engine writes what stands in the rule's docstring.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zzlint.text.pattern import Cue, Pattern

# -- marks ---------------------------------------------------------------------------------------

_LABEL = "text|title|sub_title|image|image_caption|figure|figure_caption|table|table_caption|table_footnote|equation|formula|list|header|footer|page_number|caption|footnote|code|seal|stamp"
_NUMBERS = r"[\d\s,.()\[\]-]"
#: One token of a model's vocabulary, with the label or the coordinates that belong to it.
_TOKEN = (
    rf"<\|(?:ref|ref_start|object_ref_start)\|>(?:{_LABEL})<\|(?:/ref|ref_end|object_ref_end)\|>"
    rf"|<\|det\|>[\w ]{{0,24}}\[{_NUMBERS}{{0,2000}}\]<\|/det\|>"
    rf"|<\|(?:box|quad)_start\|>{_NUMBERS}{{0,400}}<\|(?:box|quad)_end\|>"
    rf"|(?:</ref>)?<box>{_NUMBERS}{{4,200}}</box>|<ref>(?=[^<>\r\n]{{1,200}}</ref><box>)"
    r"|<\|im_start\|>(?:assistant|user|system)?"
    r"|<[|｜][/A-Za-z][\w/▁]{1,30}[|｜]>"
    r"|<loc_\d{1,4}>"
)
TOKENS = Pattern(rf"(?:(?:{_TOKEN})[ \t]{{0,4}}){{1,40}}(?<![ \t])")
#: Tokens that speak of places on the image: nothing else is written so.
PLACED = Pattern(
    r"<\|/?(?:ref|det|grounding|box|quad|object_ref|LOC|TEXT|md|txt|rotate|vision|image)|</?ref>|<box>|<loc_"
)
#: Lines that engines write between pages and in place of what they leave out.
SPLIT = Pattern(
    r"<--- ?Page Split ?--->|-{0,5}<page_break>-{0,5}|<!-- ?(?:image|formula-not-decoded|第 ?\d{1,4} ?页|[Pp]age ?\d{1,4}) ?-->"
    r"|\{\d{1,4}\}-{40,60}|\*?\[(?:Image OCR|End OCR|OCR)\]\*?"
)
MISSING = Pattern(r"\[MISSING_PAGE(?:_(?:FAIL|EMPTY))?(?::\d{1,4})?(?:_POST)?\]")
#: Tags of documents: a page may speak of them.
TAG = Pattern(r"</?(?:ocr|page|image|doctag|page_number|watermark|center)>|</s>")
#: Means the end of the text, and only there.
STOP = "</s>"
#: What olmOCR knows of a page.
FRONT = Pattern(
    r"---\r?\n(?:(?:primary_language|is_rotation_valid|rotation_correction|is_table|is_diagram):[^\r\n]{0,20}\r?\n){3,5}---"
)
#: Images by the names that engines give them.
IMAGE = Pattern(
    r"!\[[^\]\r\n]{0,40}\]\((?:images/[0-9a-f]{1,64}\.(?:jpe?g|png)|_page_\d{1,4}_[A-Z][A-Za-z]{2,12}_\d{1,4}\.(?:jpe?g|png)"
    r"|img-\d{1,4}\.(?:jpe?g|png))\)"
    r"|!\[(?:图片|圖片|图像|插图|[Ii]mage|[Pp]icture)?\]\(https?://[!-'*-~]{1,200}\)"
    r"|(?:<div[^<>\r\n]{0,60}>)?<img src=\"(?:imgs|images)/[^\"<>\r\n]{1,120}\"[^<>\r\n]{0,80}>(?:</div>)?"
)

# -- words ---------------------------------------------------------------------------------------

_YES = r"(?:好的|当然(?:可以)?|當然(?:可以)?|没问题|沒問題|可以)[，,。！!] ?"
_THIS = r"(?:以下|下面|这|這)(?:就)?(?:是|为|為)"
_IN = "(?:中|里|裡|上|内|內)"
_PICTURE = rf"(?:(?:[图圖][片像]|照片|截[图圖]){_IN}的?|(?:[扫掃]描件?|[页頁]面|[此该該][页頁]){_IN}?的?)"
_WORDS = r"(?:文字|文本|内容|內容|[结結]果|[转轉][录錄写寫]|全文|原文)"
_COLON = r"(?:如下|[，,][^。\r\n]{0,30})?[：:。]?"
_SURE = r"(?:(?:Sure|Certainly|Of course|Okay|OK|Absolutely)(?: thing)?[!,.] ?)"
# "text" alone is any text; with the image it was read from it is a transcript
_TRANSCRIPT = (
    r"(?:(?:transcri\w{1,8}|OCR|extracted|recogni[sz]ed|[Mm]arkdown)\b"
    r"|(?:text|content)s?\b[^\r\n]{0,20} (?:image|picture|photo|document|page|scan)\b)"
)
_TRANSCRIBED = ("transcri", "OCR", "extracted", "recogni", "arkdown", "content", "column")
#: How a model begins; all of the line.
OPENING = Cue(
    rf"{_YES}(?:我[^。\r\n]{{0,30}}[。，,])?{_THIS}[^。\r\n]{{0,40}}{_WORDS}{_WORDS}?{_COLON}"
    rf"|{_THIS}[^。\r\n]{{0,12}}{_PICTURE}[^。\r\n]{{0,8}}{_WORDS}{_WORDS}?{_COLON}"
    rf"|{_THIS}(?:OCR|[识識][别別]|提取|[转轉][录錄写寫])(?:出的?|到的?|的)?{_WORDS}{_WORDS}?{_COLON}"
    rf"|(?:[这這][张張]|[该該]|此)?{_PICTURE}(?:所有|全部)?(?:文字|文本)(?:内容|內容|信息)?(?:如下|[为為]|是)[：:]"
    rf"|(?:文字)?(?:[识識][别別]|OCR|提取|[转轉][录錄写寫])[结結]果(?:如下|[为為])?[：:]"
    rf"|{_SURE}?(?:Here(?:'s| is| are)|Below is|This is) (?:the |a |my )?(?:\w{{1,12}} ){{0,3}}{_TRANSCRIPT}[^\r\n]{{0,40}}:"
    rf"|{_SURE}?The (?:\w{{1,12}} ){{0,2}}{_TRANSCRIPT}[^\r\n]{{0,40}}:"
    rf"|{_SURE}(?:continuing|moving on|let me|I'll|I will|now)[^\r\n。]{{0,60}}(?:transcri|column|page|text)[^\r\n。]{{0,40}}[:.]",
    ("文字", "文本", "全文", "原文", "内容", "內容", "结果", "結果", *"录錄写寫", "page", "text", *_TRANSCRIBED),
    begins="好当當没沒可以下这這该該此图圖照截扫掃页頁文识識O提转轉SCAHBT",
)
#: How a model ends; all of the line.
CLOSING = Cue(
    rf"以上(?:就)?(?:是|为|為)[^。\r\n]{{0,12}}(?:{_PICTURE}|OCR|[识識][别別]|提取|[转轉][录錄写寫])[^。\r\n]{{0,12}}{_WORDS}[^\r\n]{{0,40}}"
    r"|希望[^。\r\n]{0,20}(?:帮助|幫助|帮到您?|有用)[^\r\n]{0,30}|如[果有需][^\r\n]{0,40}(?:告诉我|告訴我|告知我|让我知道|随时(?:提问|问我))[^\r\n]{0,8}"
    r"|(?:Please )?[Nn]ote:? [^\r\n]{0,120}(?:image|scan|legible|illegible|OCR)[^\r\n]{0,60}|Let me know if [^\r\n]{0,120}|I hope this helps[^\r\n]{0,80}",
    ("以上", "希望", "如果", "如有", "如需", "ote", "Let me", "I hope"),
)
#: Words that only a reader of an image writes: sure without a beginning.
ABOUT_IMAGE = Pattern(r"以上|(?:Please )?[Nn]ote")
#: A model that did not read: text is lost, and nothing is deleted.
REFUSAL = Pattern(
    r"(?:很?抱歉|[对對]不起)[，,]我?(?:暂时|目前)?(?:无法|無法|不能)(?:识别|識別|读取|讀取|查看|看清|处理|處理|提取)[^。\r\n]{0,30}[图圖][^\r\n]{0,60}"
    r"|I(?:'m| am) sorry, (?:but )?I (?:can't|cannot|am unable to)[^\r\n]{0,160}"
)
#: A model's description of a picture, or its remark on the image, in brackets and a line of its own.
REMARK = Cue(
    r"\[(?:Image|Figure|Photo|Picture|Illustration): [^\]\r\n]{1,200}\]"
    r"|[\[【（(](?:此[处處]|[这這][里裡])(?:有|[为為]|是)一[幅张張个個][^\]】）)\r\n]{0,4}(?:[图圖]|照片)[^\]】）)\r\n]{0,60}[\]】）)]"
    r"|[（(]注：[^（()）\r\n]{0,30}(?:[图圖][片像]|[扫掃]描)(?:模糊|不清|[质質]量)[^（()）\r\n]{0,30}[)）]",
    "[【（(",
    slice(1),
)

# -- fences and thoughts -------------------------------------------------------------------------

FENCE = Pattern(r" {0,3}`{3,5}[ \t]{0,2}(\w{0,12})[ \t]{0,4}")
#: Fences of these do, even where the closing one was cut off.
NAMED_FENCES = frozenset(("markdown", "md"))
#: Fences of these languages, or of none, may hold a page.
PROSE_FENCES = frozenset(("", "markdown", "md", "text", "txt", "plaintext", "html"))
THOUGHTS = {"<think>": "</think>", "<thinking>": "</thinking>", "◁think▷": "◁/think▷"}

#: What stands anywhere in a line, by the literals it begins with.
INLINE = {
    "mark": (TOKENS, ("<|", "<｜", "<ref>", "</ref><box>", "<box>", "<loc_")),
    "tag": (TAG, ("</", "<ocr>", "<page>", "<image>", "<doctag>", "<page_number>", "<watermark>", "<center>")),
    "image": (IMAGE, ("![", '<img src="im', "<div")),
    "missing": (MISSING, ("[MISSING_PAGE",)),
}
#: What fills a line, and literals one of which it holds.
IN_LINES: Mapping[str, tuple[Pattern | Cue, Sequence[str]]] = {
    "split": (SPLIT, ("<--- ", "<page_break>", "<!-- ", "}----", "OCR]")),
    "remark": (
        REMARK,
        ("[Image: ", "[Figure: ", "[Photo: ", "[Picture: ", "[Illustration: ", "此处", "此處", "这里", "（注："),
    ),
    "refusal": (REFUSAL, ("抱歉", "不起", "I'm sorry", "I am sorry")),
    "words": (
        OPENING,
        (
            *(
                "下是",
                "下为",
                "下為",
                "面是",
                "如下",
                "为：",
                "是：",
                "为:",
                "结果：",
                "結果：",
                "结果:",
                "这是",
                "這是",
            ),
            *("Here", "Below is", "This is", "The ", "Sure", "Certainly", "Okay", "OK"),
        ),
    ),
}
CLOSING_NEEDLES = ("以上", "希望", "如果", "如有", "如需", "告诉我", "Let me", "I hope", "ote")
